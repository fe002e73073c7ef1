<?php
/**
 * Copyright © Afterglow. All rights reserved.
 */
declare(strict_types=1);

namespace Afterglow\Connect\Model;

use Afterglow\Connect\Api\ConnectionManagementInterface;
use Afterglow\Connect\Api\Data\ConnectionInterface;
use Afterglow\Connect\Api\Data\ConnectionStateInterface;
use Afterglow\Connect\Api\Data\ConnectionStateInterfaceFactory;
use Magento\Framework\Exception\InputException;

/**
 * Connects and disconnects the module.
 */
class ConnectionManagement implements ConnectionManagementInterface
{
    private const SHORTEST_SECRET = 16;

    /**
     * @param Config $config
     * @param Outbox $outbox
     * @param ConnectionStateInterfaceFactory $stateFactory
     */
    public function __construct(
        private readonly Config $config,
        private readonly Outbox $outbox,
        private readonly ConnectionStateInterfaceFactory $stateFactory
    ) {
    }

    /**
     * @inheritdoc
     */
    public function connect(ConnectionInterface $connection): ConnectionStateInterface
    {
        $url = $connection->getUrl();
        if (!preg_match('#^https?://[^\s]+$#i', $url)) {
            throw new InputException(__('The address to send to must begin with https://.'));
        }
        if (strlen($connection->getSecret()) < self::SHORTEST_SECRET) {
            throw new InputException(__('The signing secret is too short.'));
        }
        $wasConnected = $this->config->getUrl() === $url && $this->config->isConnected();
        if (!$wasConnected || $this->config->getSecret() !== $connection->getSecret()) {
            $this->config->save($url, $connection->getSecret());
        }
        return $this->stateFactory->create(['wasConnected' => $wasConnected]);
    }

    /**
     * @inheritdoc
     */
    public function disconnect(): bool
    {
        $this->config->clear();
        $this->outbox->clear();
        return true;
    }
}
