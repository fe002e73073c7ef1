<?php
/**
 * Copyright © Afterglow. All rights reserved.
 */
declare(strict_types=1);

namespace Afterglow\Connect\Model;

use Afterglow\Connect\Api\Data\ConnectionStateInterface;

/**
 * What Afterglow is told when it connects.
 */
class ConnectionState implements ConnectionStateInterface
{
    /**
     * @param bool $wasConnected
     */
    public function __construct(private readonly bool $wasConnected = false)
    {
    }

    /**
     * @inheritdoc
     */
    public function getWasConnected(): bool
    {
        return $this->wasConnected;
    }

    /**
     * @inheritdoc
     */
    public function getTopics(): array
    {
        return Topics::ALL;
    }
}
