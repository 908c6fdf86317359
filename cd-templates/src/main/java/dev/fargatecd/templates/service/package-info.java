/** {@code cf/service.yml}: the service in one environment; it travels with the commit. */
@NullMarked
package dev.fargatecd.templates.service;

import org.jspecify.annotations.NullMarked;
