<?php
/**
 * Copyright © Afterglow. All rights reserved.
 */
declare(strict_types=1);

namespace Afterglow\Connect\Model;

use Magento\Framework\App\Cache\Type\Config as ConfigCache;
use Magento\Framework\App\Cache\TypeListInterface;
use Magento\Framework\App\Config\ScopeConfigInterface;
use Magento\Framework\App\Config\Storage\WriterInterface;
use Magento\Framework\Encryption\EncryptorInterface;

/**
 * The connection as the shop's configuration keeps it, its secret encrypted.
 */
class Config
{
    public const PATH_URL = 'afterglow/connection/url';
    public const PATH_SECRET = 'afterglow/connection/secret';

    /**
     * @param ScopeConfigInterface $scopeConfig
     * @param WriterInterface $writer
     * @param EncryptorInterface $encryptor
     * @param TypeListInterface $cacheTypes
     */
    public function __construct(
        private readonly ScopeConfigInterface $scopeConfig,
        private readonly WriterInterface $writer,
        private readonly EncryptorInterface $encryptor,
        private readonly TypeListInterface $cacheTypes
    ) {
    }

    /**
     * Whether there is somebody to tell.
     *
     * @return bool
     */
    public function isConnected(): bool
    {
        return $this->getUrl() !== '' && (string)$this->scopeConfig->getValue(self::PATH_SECRET) !== '';
    }

    /**
     * Address that takes the messages; empty when there is none.
     *
     * @return string
     */
    public function getUrl(): string
    {
        return (string)$this->scopeConfig->getValue(self::PATH_URL);
    }

    /**
     * Secret that signs the messages, in the open: never to be logged.
     *
     * @return string
     */
    public function getSecret(): string
    {
        return $this->encryptor->decrypt((string)$this->scopeConfig->getValue(self::PATH_SECRET));
    }

    /**
     * Keep a connection.
     *
     * @param string $url
     * @param string $secret
     * @return void
     */
    public function save(string $url, string $secret): void
    {
        $this->writer->save(self::PATH_URL, $url);
        $this->writer->save(self::PATH_SECRET, $this->encryptor->encrypt($secret));
        $this->cacheTypes->cleanType(ConfigCache::TYPE_IDENTIFIER);
    }

    /**
     * Forget the connection.
     *
     * @return void
     */
    public function clear(): void
    {
        $this->writer->delete(self::PATH_URL);
        $this->writer->delete(self::PATH_SECRET);
        $this->cacheTypes->cleanType(ConfigCache::TYPE_IDENTIFIER);
    }
}
