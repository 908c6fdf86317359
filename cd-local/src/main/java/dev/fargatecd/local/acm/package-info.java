/** AWS Certificate Manager: certificates that sign themselves, issued at once. */
@NullMarked
package dev.fargatecd.local.acm;

import org.jspecify.annotations.NullMarked;
