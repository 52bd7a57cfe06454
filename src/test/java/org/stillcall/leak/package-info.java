/**
 * Attacks on privacy and on staying up: a server in a process of its own between a phone and a trunk that are plain
 * sockets, so that both can fill every field, lie and vanish as no real client would.
 *
 * <p>What these tests look for is made new for each run from a seed that a failure prints. {@code -Dleak.seed=N}
 * repeats one.
 */
@NullMarked
package org.stillcall.leak;

import org.jspecify.annotations.NullMarked;
