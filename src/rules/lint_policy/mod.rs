//! What a DestinationRule says in vain, or does not mean.

mod dr_foreign_namespace;
mod dr_star_host;
mod hash_cookie_ttl_negative;
mod hash_no_key;
mod hash_source_ip_false;
mod hash_with_locality;
mod lb_least_conn;
mod lb_passthrough;
mod outlier_all_off;
mod outlier_gateway_errors;
mod outlier_locality;
mod outlier_small_pool;
mod outlier_zero_means_default;
mod portlevel_drops_parent;
mod portlevel_dup;
mod subset_no_labels;
mod subset_unused;
mod tls_disable_extra;
mod tls_istio_mutual_extra;
mod tls_simple_no_sni;
mod warmup_both;
mod warmup_wrong_lb;

#[cfg(test)]
mod tests;

use super::Rule;

pub(super) static RULES: &[&Rule] = &[
    &hash_no_key::RULE,
    &hash_source_ip_false::RULE,
    &hash_cookie_ttl_negative::RULE,
    &hash_with_locality::RULE,
    &warmup_wrong_lb::RULE,
    &warmup_both::RULE,
    &lb_least_conn::RULE,
    &lb_passthrough::RULE,
    &outlier_gateway_errors::RULE,
    &outlier_all_off::RULE,
    &outlier_small_pool::RULE,
    &outlier_zero_means_default::RULE,
    &outlier_locality::RULE,
    &tls_istio_mutual_extra::RULE,
    &tls_disable_extra::RULE,
    &tls_simple_no_sni::RULE,
    &portlevel_dup::RULE,
    &portlevel_drops_parent::RULE,
    &subset_no_labels::RULE,
    &subset_unused::RULE,
    &dr_star_host::RULE,
    &dr_foreign_namespace::RULE,
];
