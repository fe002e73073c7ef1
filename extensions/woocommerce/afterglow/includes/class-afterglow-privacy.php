<?php
/**
 * Passes WordPress's requests about personal data on to Afterglow.
 *
 * @package Afterglow
 */

defined( 'ABSPATH' ) || exit;

/**
 * An exporter and an eraser for Tools, Export Personal Data and Erase Personal Data.
 */
final class Afterglow_Privacy {

	/**
	 * Registers both.
	 */
	public static function register() {
		add_filter(
			'wp_privacy_personal_data_exporters',
			static function ( $exporters ) {
				$exporters['afterglow'] = array(
					'exporter_friendly_name' => __( 'Afterglow', 'afterglow' ),
					'callback'               => array( self::class, 'export' ),
				);
				return $exporters;
			}
		);
		add_filter(
			'wp_privacy_personal_data_erasers',
			static function ( $erasers ) {
				$erasers['afterglow'] = array(
					'eraser_friendly_name' => __( 'Afterglow', 'afterglow' ),
					'callback'             => array( self::class, 'erase' ),
				);
				return $erasers;
			}
		);
	}

	/**
	 * Asks Afterglow to prepare a copy; it waits there for the merchant.
	 *
	 * @param string $email Whose data.
	 */
	public static function export( $email ) {
		$link = Afterglow_Settings::link();
		$data = array();
		if ( $link ) {
			$asked  = self::tell( $link, 'afterglow.export', $email );
			$data[] = array(
				'group_id'    => 'afterglow',
				'group_label' => __( 'Afterglow', 'afterglow' ),
				'item_id'     => 'afterglow-request',
				'data'        => array(
					array(
						'name'  => __( 'Copy of the data', 'afterglow' ),
						'value' => $asked
							? __( 'Afterglow is preparing a copy. Find it in Afterglow under Privacy and add it to your answer.', 'afterglow' )
							: __( 'Afterglow could not be reached. Ask for the copy in Afterglow under Privacy.', 'afterglow' ),
					),
				),
			);
		}
		return array(
			'data' => $data,
			'done' => true,
		);
	}

	/**
	 * Asks Afterglow to erase.
	 *
	 * @param string $email Whose data.
	 */
	public static function erase( $email ) {
		$link     = Afterglow_Settings::link();
		$asked    = $link && self::tell( $link, 'afterglow.erase', $email );
		$messages = array();
		if ( $link && ! $asked ) {
			$messages[] = __( 'Afterglow could not be reached, so it still holds data of this person. Try again, or erase it in Afterglow under Privacy.', 'afterglow' );
		}
		return array(
			'items_removed'  => $asked,
			'items_retained' => $link && ! $asked,
			'messages'       => $messages,
			'done'           => true,
		);
	}

	/**
	 * Posts to the shop's webhook door, signed as WooCommerce signs.
	 *
	 * @param array{app: string, shop: string, secret: string} $link  What Afterglow told us.
	 * @param string                                           $topic What is asked.
	 * @param string                                           $email Whose data.
	 * @return bool Whether Afterglow has kept the request.
	 */
	private static function tell( array $link, $topic, $email ) {
		$user = get_user_by( 'email', $email );
		$body = wp_json_encode(
			array(
				'email'       => $email,
				'customer_id' => $user ? $user->ID : 0,
				// Two requests about one person are two.
				'request'     => wp_generate_uuid4(),
			)
		);
		$sent = wp_remote_post(
			$link['app'] . '/webhooks/woocommerce/' . rawurlencode( $link['shop'] ),
			array(
				'timeout'     => 15,
				'redirection' => 0,
				'headers'     => array(
					'Content-Type'           => 'application/json',
					'X-WC-Webhook-Topic'     => $topic,
					// phpcs:ignore WordPress.PHP.DiscouragedPHPFunctions.obfuscation_base64_encode -- The form of WooCommerce's own signatures.
					'X-WC-Webhook-Signature' => base64_encode( hash_hmac( 'sha256', $body, $link['secret'], true ) ),
				),
				'body'        => $body,
			)
		);
		return 200 === wp_remote_retrieve_response_code( $sent );
	}
}
