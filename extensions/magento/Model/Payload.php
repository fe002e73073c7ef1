<?php
/**
 * Copyright © Afterglow. All rights reserved.
 */
declare(strict_types=1);

namespace Afterglow\Connect\Model;

use Magento\Customer\Api\CustomerRepositoryInterface;
use Magento\Framework\Exception\NoSuchEntityException;
use Magento\Framework\Serialize\Serializer\Json;
use Magento\Framework\Webapi\ServiceOutputProcessor;
use Magento\Newsletter\Model\ResourceModel\Subscriber as SubscriberResource;
use Magento\Newsletter\Model\SubscriberFactory;
use Magento\Sales\Api\CreditmemoRepositoryInterface;
use Magento\Sales\Api\OrderRepositoryInterface;
use Magento\Sales\Api\ShipmentRepositoryInterface;

/**
 * Writes down a resource as it is now, in the words of the REST API: whoever reads both reads the same.
 */
class Payload
{
    /**
     * @param OrderRepositoryInterface $orders
     * @param ShipmentRepositoryInterface $shipments
     * @param CreditmemoRepositoryInterface $creditmemos
     * @param CustomerRepositoryInterface $customers
     * @param SubscriberFactory $subscriberFactory
     * @param SubscriberResource $subscriberResource
     * @param ServiceOutputProcessor $outputProcessor
     * @param Json $json
     */
    public function __construct(
        private readonly OrderRepositoryInterface $orders,
        private readonly ShipmentRepositoryInterface $shipments,
        private readonly CreditmemoRepositoryInterface $creditmemos,
        private readonly CustomerRepositoryInterface $customers,
        private readonly SubscriberFactory $subscriberFactory,
        private readonly SubscriberResource $subscriberResource,
        private readonly ServiceOutputProcessor $outputProcessor,
        private readonly Json $json
    ) {
    }

    /**
     * The body of a message; null when the thing is gone meanwhile.
     *
     * @param string $topic
     * @param int $entityId
     * @return string|null
     */
    public function write(string $topic, int $entityId): ?string
    {
        try {
            $data = $this->read($topic, $entityId);
        } catch (NoSuchEntityException $gone) {
            return null;
        }
        return $data === null ? null : $this->json->serialize($data);
    }

    /**
     * The resource as plain data.
     *
     * @param string $topic
     * @param int $entityId
     * @return array|null
     * @throws NoSuchEntityException
     */
    private function read(string $topic, int $entityId): ?array
    {
        return match ($topic) {
            Topics::ORDER => $this->outputProcessor
                ->process($this->orders->get($entityId), OrderRepositoryInterface::class, 'get'),
            Topics::SHIPMENT => $this->outputProcessor
                ->process($this->shipments->get($entityId), ShipmentRepositoryInterface::class, 'get'),
            Topics::CREDITMEMO => $this->outputProcessor
                ->process($this->creditmemos->get($entityId), CreditmemoRepositoryInterface::class, 'get'),
            Topics::CUSTOMER => $this->outputProcessor
                ->process($this->customers->getById($entityId), CustomerRepositoryInterface::class, 'getById'),
            Topics::CUSTOMER_DELETED => ['id' => $entityId],
            Topics::SUBSCRIBER => $this->subscriber($entityId),
            default => null,
        };
    }

    /**
     * A newsletter subscription; Magento's API has none.
     *
     * @param int $subscriberId
     * @return array|null
     */
    private function subscriber(int $subscriberId): ?array
    {
        $subscriber = $this->subscriberFactory->create();
        $this->subscriberResource->load($subscriber, $subscriberId);
        if (!$subscriber->getId()) {
            return null;
        }
        return [
            'subscriber_id' => (int)$subscriber->getId(),
            'store_id' => (int)$subscriber->getStoreId(),
            'customer_id' => (int)$subscriber->getCustomerId(),
            'subscriber_email' => (string)$subscriber->getSubscriberEmail(),
            'subscriber_status' => (int)$subscriber->getSubscriberStatus(),
            'change_status_at' => $subscriber->getChangeStatusAt(),
        ];
    }
}
