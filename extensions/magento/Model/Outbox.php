<?php
/**
 * Copyright © Afterglow. All rights reserved.
 */
declare(strict_types=1);

namespace Afterglow\Connect\Model;

use Magento\Framework\App\ResourceConnection;
use Magento\Framework\DataObject\IdentityGeneratorInterface;
use Psr\Log\LoggerInterface;

/**
 * The list of what is still to be told. A row says what was saved, not how it looked: that is read when it is sent.
 */
class Outbox
{
    public const TABLE = 'afterglow_outbox';

    private const FIRST_WAIT_SECONDS = 60;
    private const LONGEST_WAIT_SECONDS = 21600;
    /** Afterglow asks for what it missed by itself, so that nothing is lost when this gives up. */
    private const KEPT_SECONDS = 259200;

    /**
     * @param ResourceConnection $resource
     * @param Config $config
     * @param IdentityGeneratorInterface $identityGenerator
     * @param LoggerInterface $logger
     */
    public function __construct(
        private readonly ResourceConnection $resource,
        private readonly Config $config,
        private readonly IdentityGeneratorInterface $identityGenerator,
        private readonly LoggerInterface $logger
    ) {
    }

    /**
     * Note that something was saved. Never fails: a shopper's checkout does not depend on it.
     *
     * @param string $topic
     * @param int $entityId
     * @return void
     */
    public function add(string $topic, int $entityId): void
    {
        if ($entityId <= 0) {
            return;
        }
        try {
            if ($this->config->isConnected()) {
                $now = gmdate('Y-m-d H:i:s');
                $this->resource->getConnection()->insert($this->table(), [
                    'topic' => $topic,
                    'entity_id' => $entityId,
                    'event' => $this->identityGenerator->generateId(),
                    'due_at' => $now,
                    'created_at' => $now,
                ]);
            }
        } catch (\Throwable $error) {
            $this->logger->error('Afterglow: a change could not be noted: ' . get_class($error));
        }
    }

    /**
     * The oldest that is due, each saved thing once however often it was saved.
     *
     * @param int $most
     * @return array<int, array{topic: string, entity_id: int, event: string, attempts: int, last_id: int}>
     */
    public function due(int $most): array
    {
        $connection = $this->resource->getConnection();
        $select = $connection->select()
            ->from($this->table(), [
                'topic',
                'entity_id',
                'event' => new \Zend_Db_Expr('MIN(event)'),
                'attempts' => new \Zend_Db_Expr('MAX(attempts)'),
                'last_id' => new \Zend_Db_Expr('MAX(outbox_id)'),
            ])
            ->where('due_at <= ?', gmdate('Y-m-d H:i:s'))
            ->group(['topic', 'entity_id'])
            ->order(new \Zend_Db_Expr('MIN(outbox_id)'))
            ->limit($most);
        return array_map(
            static fn (array $row): array => [
                'topic' => (string)$row['topic'],
                'entity_id' => (int)$row['entity_id'],
                'event' => (string)$row['event'],
                'attempts' => (int)$row['attempts'],
                'last_id' => (int)$row['last_id'],
            ],
            $connection->fetchAll($select)
        );
    }

    /**
     * It was told. What was saved again since it was read stays, and is told anew.
     *
     * @param array $row
     * @return void
     */
    public function done(array $row): void
    {
        $this->resource->getConnection()->delete($this->table(), $this->rowsOf($row));
    }

    /**
     * It could not be told: later, each time twice as late; after three days never.
     *
     * @param array $row
     * @return void
     */
    public function failed(array $row): void
    {
        $connection = $this->resource->getConnection();
        $wait = min(self::LONGEST_WAIT_SECONDS, self::FIRST_WAIT_SECONDS * 2 ** min(20, $row['attempts']));
        $connection->update(
            $this->table(),
            ['attempts' => $row['attempts'] + 1, 'due_at' => gmdate('Y-m-d H:i:s', time() + $wait)],
            $this->rowsOf($row)
        );
        $connection->delete($this->table(), ['created_at < ?' => gmdate('Y-m-d H:i:s', time() - self::KEPT_SECONDS)]);
    }

    /**
     * Forget everything that was still to be told.
     *
     * @return void
     */
    public function clear(): void
    {
        $this->resource->getConnection()->delete($this->table());
    }

    /**
     * Conditions for the rows that one message stands for.
     *
     * @param array $row
     * @return array
     */
    private function rowsOf(array $row): array
    {
        return ['topic = ?' => $row['topic'], 'entity_id = ?' => $row['entity_id'], 'outbox_id <= ?' => $row['last_id']];
    }

    /**
     * Name of the table, with the shop's own prefix.
     *
     * @return string
     */
    private function table(): string
    {
        return $this->resource->getTableName(self::TABLE);
    }
}
