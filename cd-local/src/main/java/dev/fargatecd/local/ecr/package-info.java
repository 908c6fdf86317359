/** ECR and its registry. */
@NullMarked
package dev.fargatecd.local.ecr;

import org.jspecify.annotations.NullMarked;
