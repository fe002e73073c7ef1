<?php
/**
 * The page under WooCommerce in the admin.
 *
 * @package Afterglow
 */

defined( 'ABSPATH' ) || exit;

/**
 * Connect while the store is not connected, Afterglow itself after that.
 */
final class Afterglow_Admin {

	const PAGE = 'afterglow';

	/**
	 * Registers the page and the one form on it.
	 */
	public static function register() {
		add_action(
			'admin_menu',
			static function () {
				add_submenu_page( 'woocommerce', __( 'Afterglow', 'afterglow' ), __( 'Afterglow', 'afterglow' ), 'manage_woocommerce', self::PAGE, array( self::class, 'show' ) );
			},
			60
		);
		add_action( 'admin_post_afterglow_app_url', array( self::class, 'save_app_url' ) );
	}

	/**
	 * Prints the page.
	 */
	public static function show() {
		if ( ! current_user_can( 'manage_woocommerce' ) ) {
			return;
		}
		$link = Afterglow_Settings::link();
		echo '<div class="wrap"><h1>' . esc_html__( 'Afterglow', 'afterglow' ) . '</h1>';
		if ( $link ) {
			self::show_frame( $link );
		} elseif ( '' !== Afterglow_Settings::app_url() ) {
			self::show_connect( Afterglow_Settings::app_url() );
		} else {
			self::show_app_url();
		}
		echo '</div>';
	}

	/**
	 * Afterglow in a frame. The link in it is good for a minute, so it is made anew for every visit.
	 *
	 * @param array{app: string, shop: string, secret: string} $link What Afterglow told us.
	 */
	private static function show_frame( array $link ) {
		$role = current_user_can( 'manage_options' ) ? 'owner' : 'staff';
		printf(
			'<iframe src="%1$s" title="%2$s" style="width:100%%;height:calc(100vh - 130px);min-height:480px;border:0;background:#fff" sandbox="allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-downloads" referrerpolicy="no-referrer"></iframe>',
			esc_url( Afterglow_Link::address( $link, get_current_user_id(), $role, time() ) ),
			esc_attr__( 'Afterglow', 'afterglow' )
		);
		printf( '<p><a href="%1$s">%2$s</a></p>', esc_url( self::connect_address( $link['app'] ) ), esc_html__( 'Nothing to see? Connect again', 'afterglow' ) );
	}

	/**
	 * Afterglow's page that asks WooCommerce for approval.
	 *
	 * @param string $app_url Where Afterglow is.
	 */
	private static function connect_address( $app_url ) {
		return add_query_arg( 'store', rawurlencode( home_url() ), $app_url . '/connect/woocommerce' );
	}

	/**
	 * The first of two clicks; the second is Approve on WooCommerce's own page.
	 *
	 * @param string $app_url Where Afterglow is.
	 */
	private static function show_connect( $app_url ) {
		echo '<p>' . esc_html__( 'Connect your store, and Afterglow reads your past orders and follows up on new ones. No message goes out until you switch it on.', 'afterglow' ) . '</p>';
		printf( '<p><a class="button button-primary button-hero" href="%1$s">%2$s</a></p>', esc_url( self::connect_address( $app_url ) ), esc_html__( 'Connect', 'afterglow' ) );
		/* translators: %s: address of the Afterglow installation. */
		echo '<p>' . esc_html( sprintf( __( 'WooCommerce will ask you to approve. Afterglow is at %s.', 'afterglow' ), $app_url ) ) . '</p>';
	}

	/**
	 * Asks where Afterglow is.
	 */
	private static function show_app_url() {
		// phpcs:ignore WordPress.Security.NonceVerification.Recommended -- Only chooses which sentence is shown.
		if ( isset( $_GET['afterglow_wrong'] ) ) {
			echo '<div class="notice notice-error"><p>' . esc_html__( 'The address must begin with https://.', 'afterglow' ) . '</p></div>';
		}
		echo '<form method="post" action="' . esc_url( admin_url( 'admin-post.php' ) ) . '"><input type="hidden" name="action" value="afterglow_app_url">';
		wp_nonce_field( 'afterglow_app_url' );
		echo '<p><label for="afterglow-app-url">' . esc_html__( 'Address of your Afterglow', 'afterglow' ) . '</label><br><input class="regular-text" type="url" required id="afterglow-app-url" name="app_url" placeholder="https://"></p>';
		submit_button( __( 'Continue', 'afterglow' ) );
		echo '</form>';
	}

	/**
	 * Keeps where Afterglow is.
	 */
	public static function save_app_url() {
		check_admin_referer( 'afterglow_app_url' );
		if ( ! current_user_can( 'manage_woocommerce' ) ) {
			wp_die( esc_html__( 'You may not change this.', 'afterglow' ), 403 );
		}
		$url  = isset( $_POST['app_url'] ) ? esc_url_raw( wp_unslash( $_POST['app_url'] ) ) : '';
		$page = admin_url( 'admin.php?page=' . self::PAGE );
		if ( Afterglow_Settings::is_app_url( $url ) ) {
			Afterglow_Settings::save_app_url( $url );
		} else {
			$page = add_query_arg( 'afterglow_wrong', '1', $page );
		}
		wp_safe_redirect( $page );
		exit;
	}
}
