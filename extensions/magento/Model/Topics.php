<?php
/**
 * Copyright © Afterglow. All rights reserved.
 */
declare(strict_types=1);

namespace Afterglow\Connect\Model;

/**
 * Names of what is sent, as Afterglow knows them.
 */
class Topics
{
    public const ORDER = 'order.saved';
    public const SHIPMENT = 'shipment.saved';
    public const CREDITMEMO = 'creditmemo.saved';
    public const CUSTOMER = 'customer.saved';
    public const CUSTOMER_DELETED = 'customer.deleted';
    public const SUBSCRIBER = 'subscriber.saved';

    public const ALL = [
        self::ORDER,
        self::SHIPMENT,
        self::CREDITMEMO,
        self::CUSTOMER,
        self::CUSTOMER_DELETED,
        self::SUBSCRIBER,
    ];
}
