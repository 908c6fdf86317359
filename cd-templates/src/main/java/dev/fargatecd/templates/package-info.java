/**
 * A delivery as plain CloudFormation and a buildspec: {@link dev.fargatecd.templates.Rendering} renders it,
 * {@link dev.fargatecd.templates.Drift} says where the committed files differ from that.
 */
@NullMarked
package dev.fargatecd.templates;

import org.jspecify.annotations.NullMarked;
