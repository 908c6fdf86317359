/** A tree as a template: sections, parameters, resources, outputs, checked for what CloudFormation refuses at once. */
@NullMarked
package dev.fargatecd.cloudformation.template;

import org.jspecify.annotations.NullMarked;
