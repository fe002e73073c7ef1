<?php
/**
 * Copyright © Afterglow. All rights reserved.
 */
declare(strict_types=1);

namespace Afterglow\Connect\Model;

use Afterglow\Connect\Api\Data\ConnectionInterface;

/**
 * Where to send to, and what to sign with.
 */
class Connection implements ConnectionInterface
{
    /**
     * @var string
     */
    private string $url = '';

    /**
     * @var string
     */
    private string $secret = '';

    /**
     * @inheritdoc
     */
    public function getUrl(): string
    {
        return $this->url;
    }

    /**
     * @inheritdoc
     */
    public function setUrl(string $url): ConnectionInterface
    {
        $this->url = $url;
        return $this;
    }

    /**
     * @inheritdoc
     */
    public function getSecret(): string
    {
        return $this->secret;
    }

    /**
     * @inheritdoc
     */
    public function setSecret(string $secret): ConnectionInterface
    {
        $this->secret = $secret;
        return $this;
    }
}
