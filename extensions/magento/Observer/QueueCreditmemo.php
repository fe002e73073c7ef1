<?php
/**
 * Copyright © Afterglow. All rights reserved.
 */
declare(strict_types=1);

namespace Afterglow\Connect\Observer;

use Afterglow\Connect\Model\Outbox;
use Afterglow\Connect\Model\Topics;
use Magento\Framework\Event\Observer;
use Magento\Framework\Event\ObserverInterface;

/**
 * Notes that a credit memo was saved.
 */
class QueueCreditmemo implements ObserverInterface
{
    /**
     * @param Outbox $outbox
     */
    public function __construct(private readonly Outbox $outbox)
    {
    }

    /**
     * @inheritdoc
     */
    public function execute(Observer $observer): void
    {
        $this->outbox->add(Topics::CREDITMEMO, (int)$observer->getEvent()->getData('creditmemo')?->getEntityId());
    }
}
