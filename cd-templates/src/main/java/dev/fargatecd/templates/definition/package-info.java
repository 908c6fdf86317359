/** The file {@code fargate-cd.yml}: read to a delivery with every error in its place, and written from one. */
@NullMarked
package dev.fargatecd.templates.definition;

import org.jspecify.annotations.NullMarked;
