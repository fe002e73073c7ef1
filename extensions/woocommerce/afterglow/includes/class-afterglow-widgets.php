<?php
/**
 * Where Afterglow's parts of the shopper's pages hook in.
 *
 * @package Afterglow
 */

defined( 'ABSPATH' ) || exit;

/**
 * WooCommerce may run both of its hooks on one page, and each again on a reload; ours runs once for a page and order.
 */
final class Afterglow_Widgets {

	/**
	 * Orders whose place on this page was announced.
	 *
	 * @var array<int, true>
	 */
	private static $seen = array();

	/**
	 * Hooks in. On the block checkout `woocommerce_thankyou` runs inside the Additional Information block.
	 */
	public static function register() {
		add_action(
			'woocommerce_thankyou',
			static function ( $order_id ) {
				self::announce( wc_get_order( $order_id ), 'thank_you' );
			}
		);
		add_action(
			'woocommerce_order_details_after_order_table',
			static function ( $order ) {
				self::announce( $order, 'order' );
			}
		);
	}

	/**
	 * Tells those who listen that a page of this order is being printed.
	 *
	 * @param WC_Order|false $order Order the visitor may see.
	 * @param string         $page  "thank_you" or "order".
	 */
	private static function announce( $order, $page ) {
		if ( ! $order instanceof WC_Order || isset( self::$seen[ $order->get_id() ] ) || ! Afterglow_Settings::link() ) {
			return;
		}
		self::$seen[ $order->get_id() ] = true;
		/**
		 * Runs once where a page of an order can show something of Afterglow's, in stores that are connected.
		 *
		 * @param WC_Order $order Order the visitor may see.
		 * @param string   $page  "thank_you" after the checkout, "order" in the account.
		 */
		do_action( 'afterglow_order_page', $order, $page );
	}
}
