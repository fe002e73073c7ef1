<?php
/**
 * What the plugin keeps: where Afterglow is, and which shop this is there.
 *
 * @package Afterglow
 */

defined( 'ABSPATH' ) || exit;

/**
 * The only place that reads and writes our options; uninstall.php deletes each of them.
 */
final class Afterglow_Settings {

	const LINK    = 'afterglow_link';
	const APP_URL = 'afterglow_app_url';

	/**
	 * What Afterglow told us when the store was connected.
	 *
	 * @return array{app: string, shop: string, secret: string}|null Null while the store is not connected.
	 */
	public static function link() {
		$link = get_option( self::LINK );
		return is_array( $link ) && isset( $link['app'], $link['shop'], $link['secret'] ) ? $link : null;
	}

	/**
	 * Keeps the link; it is not loaded with every page.
	 *
	 * @param array{app: string, shop: string, secret: string} $link As Afterglow sent it, checked.
	 */
	public static function save_link( array $link ) {
		update_option( self::LINK, $link, false );
	}

	/**
	 * Forgets the link.
	 */
	public static function delete_link() {
		delete_option( self::LINK );
	}

	/**
	 * Where Afterglow is: the constant AFTERGLOW_APP_URL before the setting.
	 *
	 * @return string Without a slash at the end; empty while it is not known.
	 */
	public static function app_url() {
		$url = defined( 'AFTERGLOW_APP_URL' ) ? AFTERGLOW_APP_URL : get_option( self::APP_URL, '' );
		/**
		 * Filters the address of the Afterglow installation that this store uses.
		 *
		 * @param string $url Address without a slash at the end.
		 */
		return untrailingslashit( (string) apply_filters( 'afterglow_app_url', $url ) );
	}

	/**
	 * Keeps where Afterglow is.
	 *
	 * @param string $url An https:// address.
	 */
	public static function save_app_url( $url ) {
		update_option( self::APP_URL, untrailingslashit( $url ), false );
	}

	/**
	 * Whether an address may be Afterglow's: https, or this machine in development.
	 *
	 * @param string $url Address to look at.
	 */
	public static function is_app_url( $url ) {
		$host = wp_parse_url( $url, PHP_URL_HOST );
		return is_string( $host ) && ( 'https' === wp_parse_url( $url, PHP_URL_SCHEME ) || 'localhost' === $host );
	}
}
