<?php
/**
 * Copyright © Afterglow. All rights reserved.
 */
declare(strict_types=1);

namespace Afterglow\Connect\Api\Data;

/**
 * What Afterglow is told when it connects.
 *
 * @api
 */
interface ConnectionStateInterface
{
    /**
     * Whether the module was connected before.
     *
     * @return bool
     */
    public function getWasConnected(): bool;

    /**
     * Everything that this version sends.
     *
     * @return string[]
     */
    public function getTopics(): array;
}
