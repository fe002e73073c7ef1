<?php
/**
 * Copyright © Afterglow. All rights reserved.
 */
declare(strict_types=1);

namespace Afterglow\Connect\Setup;

use Afterglow\Connect\Model\Outbox;
use Magento\Framework\Setup\ModuleContextInterface;
use Magento\Framework\Setup\SchemaSetupInterface;
use Magento\Framework\Setup\UninstallInterface;

/**
 * Leaves nothing behind: neither the outbox nor the address and the secret.
 */
class Uninstall implements UninstallInterface
{
    /**
     * @inheritdoc
     */
    public function uninstall(SchemaSetupInterface $setup, ModuleContextInterface $context): void
    {
        $setup->startSetup();
        $connection = $setup->getConnection();
        $connection->dropTable($setup->getTable(Outbox::TABLE));
        $connection->delete($setup->getTable('core_config_data'), ['path LIKE ?' => 'afterglow/connection/%']);
        $setup->endSetup();
    }
}
