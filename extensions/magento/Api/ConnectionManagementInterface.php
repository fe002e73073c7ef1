<?php
/**
 * Copyright © Afterglow. All rights reserved.
 */
declare(strict_types=1);

namespace Afterglow\Connect\Api;

/**
 * Where this module sends what happens. Called by Afterglow itself, with the integration's token.
 *
 * @api
 */
interface ConnectionManagementInterface
{
    /**
     * Begin to send. Asked again it changes the address and the secret.
     *
     * @param \Afterglow\Connect\Api\Data\ConnectionInterface $connection
     * @return \Afterglow\Connect\Api\Data\ConnectionStateInterface
     * @throws \Magento\Framework\Exception\InputException
     */
    public function connect(
        \Afterglow\Connect\Api\Data\ConnectionInterface $connection
    ): \Afterglow\Connect\Api\Data\ConnectionStateInterface;

    /**
     * Stop, and forget the secret and all that was still to be sent.
     *
     * @return bool
     */
    public function disconnect(): bool;
}
