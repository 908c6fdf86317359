/**
 * AWS IAM. {@link dev.fargatecd.local.iam.IamService} is the front; roles, users and managed policies are kept by a class
 * each, and what roles and users have in common (inline and attached policies) by one.
 */
@NullMarked
package dev.fargatecd.local.iam;

import org.jspecify.annotations.NullMarked;
