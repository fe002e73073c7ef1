<?php
/**
 * Copyright © Afterglow. All rights reserved.
 */
declare(strict_types=1);

namespace Afterglow\Connect\Cron;

use Afterglow\Connect\Model\Config;
use Afterglow\Connect\Model\Outbox;
use Afterglow\Connect\Model\Payload;
use Afterglow\Connect\Model\Sender;
use Magento\Framework\Lock\LockManagerInterface;
use Psr\Log\LoggerInterface;

/**
 * Tells Afterglow what was noted, once a minute.
 */
class SendOutbox
{
    private const LOCK = 'afterglow_send_outbox';
    private const MOST = 500;
    private const LONGEST_SECONDS = 50;
    /** Failures in a row after which the other side counts as away. */
    private const AWAY_AFTER = 3;

    /**
     * @param Config $config
     * @param Outbox $outbox
     * @param Payload $payload
     * @param Sender $sender
     * @param LockManagerInterface $lockManager
     * @param LoggerInterface $logger
     */
    public function __construct(
        private readonly Config $config,
        private readonly Outbox $outbox,
        private readonly Payload $payload,
        private readonly Sender $sender,
        private readonly LockManagerInterface $lockManager,
        private readonly LoggerInterface $logger
    ) {
    }

    /**
     * Send what is due, never twice at a time.
     *
     * @return void
     */
    public function execute(): void
    {
        if (!$this->config->isConnected() || !$this->lockManager->lock(self::LOCK, 0)) {
            return;
        }
        try {
            $this->sendDue();
        } finally {
            $this->lockManager->unlock(self::LOCK);
        }
    }

    /**
     * Send until nothing is due, the minute is nearly over, or nobody answers.
     *
     * @return void
     */
    private function sendDue(): void
    {
        $began = time();
        $failures = 0;
        foreach ($this->outbox->due(self::MOST) as $row) {
            if ($failures >= self::AWAY_AFTER || time() - $began > self::LONGEST_SECONDS) {
                return;
            }
            $status = $this->sendOne($row);
            if ($status === 410) {
                $this->config->clear();
                $this->outbox->clear();
                return;
            }
            $failures = $status >= 200 && $status < 300 ? 0 : $failures + 1;
        }
    }

    /**
     * Send one message and note how it went.
     *
     * @param array $row
     * @return int
     */
    private function sendOne(array $row): int
    {
        try {
            $body = $this->payload->write($row['topic'], $row['entity_id']);
            $status = $body === null ? 204 : $this->sender->send($row['topic'], $row['event'], $body);
        } catch (\Throwable $error) {
            $this->logger->error(sprintf('Afterglow: %s could not be sent: %s', $row['topic'], get_class($error)));
            $status = 0;
        }
        if ($status >= 200 && $status < 300) {
            $this->outbox->done($row);
        } else {
            $this->outbox->failed($row);
        }
        return $status;
    }
}
