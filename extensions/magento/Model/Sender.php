<?php
/**
 * Copyright © Afterglow. All rights reserved.
 */
declare(strict_types=1);

namespace Afterglow\Connect\Model;

use Magento\Framework\HTTP\Client\CurlFactory;

/**
 * Sends one signed message.
 */
class Sender
{
    private const TIMEOUT_SECONDS = 10;

    /**
     * @param Config $config
     * @param CurlFactory $curlFactory
     */
    public function __construct(
        private readonly Config $config,
        private readonly CurlFactory $curlFactory
    ) {
    }

    /**
     * Send, signed with the time of sending: an old signature is worth nothing to whoever catches it.
     *
     * @param string $topic
     * @param string $event
     * @param string $body
     * @return int the status of the answer; 0 when there was none
     */
    public function send(string $topic, string $event, string $body): int
    {
        $timestamp = (string)time();
        $client = $this->curlFactory->create();
        $client->setTimeout(self::TIMEOUT_SECONDS);
        $client->setOption(CURLOPT_FOLLOWLOCATION, false);
        $client->setHeaders([
            'Content-Type' => 'application/json',
            'User-Agent' => 'Afterglow-Connect/1.0 (Magento)',
            'X-Afterglow-Topic' => $topic,
            'X-Afterglow-Event' => $event,
            'X-Afterglow-Timestamp' => $timestamp,
            'X-Afterglow-Signature' => $this->sign($timestamp, $body),
        ]);
        try {
            $client->post($this->config->getUrl(), $body);
        } catch (\Exception $error) {
            return 0;
        }
        return (int)$client->getStatus();
    }

    /**
     * Base64 of HMAC-SHA256 over time and body.
     *
     * @param string $timestamp
     * @param string $body
     * @return string
     */
    private function sign(string $timestamp, string $body): string
    {
        // phpcs:ignore Magento2.Functions.DiscouragedFunction
        return base64_encode(hash_hmac('sha256', $timestamp . '.' . $body, $this->config->getSecret(), true));
    }
}
