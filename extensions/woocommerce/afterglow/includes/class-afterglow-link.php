<?php
/**
 * The signed address by which the frame is let into Afterglow.
 *
 * @package Afterglow
 */

defined( 'ABSPATH' ) || exit;

/**
 * Signs with a key made from the shop's webhook secret, so that neither signature is worth anything as the other.
 */
final class Afterglow_Link {

	/** Seconds a link is good for. */
	const LASTS = 60;

	/**
	 * The address for one person, now.
	 *
	 * @param array{app: string, shop: string, secret: string} $link What Afterglow told us.
	 * @param int                                              $user WordPress user.
	 * @param string                                           $role "owner" or "staff".
	 * @param int                                              $now  Unix time.
	 */
	public static function address( array $link, $user, $role, $now ) {
		$query        = array(
			'shop' => $link['shop'],
			'user' => (string) $user,
			'role' => $role,
			'exp'  => (string) ( $now + self::LASTS ),
		);
		$query['sig'] = self::signature( $link['secret'], $query );
		return $link['app'] . '/embed/woocommerce?' . http_build_query( $query );
	}

	/**
	 * HMAC-SHA-256 in hexadecimal digits.
	 *
	 * @param string                $secret The shop's webhook secret.
	 * @param array<string, string> $query  Shop, user, role and expiry.
	 */
	private static function signature( $secret, array $query ) {
		$key = hash_hmac( 'sha256', 'afterglow embed', $secret );
		return hash_hmac( 'sha256', implode( "\n", array( 'afterglow embed', $query['shop'], $query['user'], $query['role'], $query['exp'] ) ), $key );
	}
}
