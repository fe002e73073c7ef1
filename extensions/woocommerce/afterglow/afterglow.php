<?php
/**
 * Plugin Name: Afterglow
 * Description: Shows Afterglow inside WooCommerce, and passes requests about personal data on to it.
 * Version: 0.1.0
 * Requires at least: 6.5
 * Requires PHP: 8.0
 * Requires Plugins: woocommerce
 * WC requires at least: 8.5
 * Author: Afterglow
 * License: GPL-2.0-or-later
 * License URI: https://www.gnu.org/licenses/gpl-2.0.html
 * Text Domain: afterglow
 * Domain Path: /languages
 *
 * @package Afterglow
 */

defined( 'ABSPATH' ) || exit;

define( 'AFTERGLOW_FILE', __FILE__ );

require_once __DIR__ . '/includes/class-afterglow-settings.php';
require_once __DIR__ . '/includes/class-afterglow-link.php';
require_once __DIR__ . '/includes/class-afterglow-rest.php';
require_once __DIR__ . '/includes/class-afterglow-privacy.php';
require_once __DIR__ . '/includes/class-afterglow-widgets.php';
require_once __DIR__ . '/includes/class-afterglow-admin.php';

add_action(
	'before_woocommerce_init',
	static function () {
		if ( class_exists( \Automattic\WooCommerce\Utilities\FeaturesUtil::class ) ) {
			\Automattic\WooCommerce\Utilities\FeaturesUtil::declare_compatibility( 'custom_order_tables', AFTERGLOW_FILE, true );
			\Automattic\WooCommerce\Utilities\FeaturesUtil::declare_compatibility( 'cart_checkout_blocks', AFTERGLOW_FILE, true );
		}
	}
);

add_action(
	'init',
	static function () {
		load_plugin_textdomain( 'afterglow', false, dirname( plugin_basename( AFTERGLOW_FILE ) ) . '/languages' );
	}
);

add_action( 'rest_api_init', array( 'Afterglow_Rest', 'register' ) );
Afterglow_Privacy::register();
Afterglow_Widgets::register();
if ( is_admin() ) {
	Afterglow_Admin::register();
}
