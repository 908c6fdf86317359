/**
 * IAM's policy language: documents read, checked against the grammar, and asked for a decision. It knows no service.
 *
 * @see <a href="https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html">Grammar of the IAM
 *     JSON policy language</a>
 */
@NullMarked
package dev.fargatecd.local.policy;

import org.jspecify.annotations.NullMarked;
