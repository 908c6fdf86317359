/** IAM's roles and policies as fragments of templates. */
@NullMarked
package dev.fargatecd.templates.policy;

import org.jspecify.annotations.NullMarked;
