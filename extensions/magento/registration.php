<?php
/**
 * Copyright © Afterglow. All rights reserved.
 */
declare(strict_types=1);

use Magento\Framework\Component\ComponentRegistrar;

ComponentRegistrar::register(ComponentRegistrar::MODULE, 'Afterglow_Connect', __DIR__);
