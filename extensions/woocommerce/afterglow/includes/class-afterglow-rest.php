<?php
/**
 * The route by which Afterglow, once it is connected, says which shop this is.
 *
 * @package Afterglow
 */

defined( 'ABSPATH' ) || exit;

/**
 * The namespace begins with "wc-" because WooCommerce takes its API keys only there.
 */
final class Afterglow_Rest {

	/**
	 * Registers the route.
	 */
	public static function register() {
		register_rest_route(
			'wc-afterglow/v1',
			'/link',
			array(
				array(
					'methods'             => 'PUT',
					'callback'            => array( self::class, 'save' ),
					'permission_callback' => array( self::class, 'may' ),
					'args'                => array(
						'app'    => array(
							'type'              => 'string',
							'required'          => true,
							'validate_callback' => static function ( $value ) {
								return is_string( $value ) && Afterglow_Settings::is_app_url( $value );
							},
						),
						'shop'   => array(
							'type'     => 'string',
							'required' => true,
							'pattern'  => '^[A-Za-z0-9_-]{1,100}$',
						),
						'secret' => array(
							'type'      => 'string',
							'required'  => true,
							'minLength' => 16,
							'maxLength' => 200,
						),
					),
				),
				array(
					'methods'             => 'DELETE',
					'callback'            => array( self::class, 'delete' ),
					'permission_callback' => array( self::class, 'may' ),
				),
			)
		);
	}

	/**
	 * Only who manages the shop: a key of WooCommerce's acts for its user.
	 */
	public static function may() {
		return current_user_can( 'manage_woocommerce' );
	}

	/**
	 * Keeps what Afterglow says.
	 *
	 * @param WP_REST_Request $request With app, shop and secret, checked by their schema.
	 */
	public static function save( WP_REST_Request $request ) {
		Afterglow_Settings::save_link(
			array(
				'app'    => untrailingslashit( $request['app'] ),
				'shop'   => $request['shop'],
				'secret' => $request['secret'],
			)
		);
		return new WP_REST_Response( array( 'linked' => true ) );
	}

	/**
	 * Forgets it.
	 */
	public static function delete() {
		Afterglow_Settings::delete_link();
		return new WP_REST_Response( array( 'linked' => false ) );
	}
}
