<?php
/**
 * Takes away everything the plugin kept. What Afterglow itself holds is deleted there.
 *
 * @package Afterglow
 */

defined( 'WP_UNINSTALL_PLUGIN' ) || exit;

$afterglow_sites = is_multisite() ? get_sites(
	array(
		'fields' => 'ids',
		'number' => 0,
	)
) : array( 0 );

foreach ( $afterglow_sites as $afterglow_site ) {
	if ( 0 !== $afterglow_site ) {
		switch_to_blog( $afterglow_site );
	}
	delete_option( 'afterglow_link' );
	delete_option( 'afterglow_app_url' );
	if ( 0 !== $afterglow_site ) {
		restore_current_blog();
	}
}
