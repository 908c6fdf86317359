/** Amazon Route 53: hosted zones and their records, answered by API and by no name server. */
@NullMarked
package dev.fargatecd.local.route53;

import org.jspecify.annotations.NullMarked;
