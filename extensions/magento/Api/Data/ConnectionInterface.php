<?php
/**
 * Copyright © Afterglow. All rights reserved.
 */
declare(strict_types=1);

namespace Afterglow\Connect\Api\Data;

/**
 * Where to send to, and what to sign with.
 *
 * @api
 */
interface ConnectionInterface
{
    /**
     * Address that takes the messages.
     *
     * @return string
     */
    public function getUrl(): string;

    /**
     * Set the address.
     *
     * @param string $url
     * @return \Afterglow\Connect\Api\Data\ConnectionInterface
     */
    public function setUrl(string $url): ConnectionInterface;

    /**
     * Secret that signs the messages.
     *
     * @return string
     */
    public function getSecret(): string;

    /**
     * Set the secret.
     *
     * @param string $secret
     * @return \Afterglow\Connect\Api\Data\ConnectionInterface
     */
    public function setSecret(string $secret): ConnectionInterface;
}
