/**
 * The program: command line, configuration, start checks, wiring by constructors, shutdown in reverse order.
 *
 * <p>Promises: a configuration is read whole before anything starts, and every fault in it is named with its line; a
 * secret or an advocate's number comes from a file or the environment and shows in no message; SIGTERM ends everything
 * in order. Never: starts with a faulty configuration, writes a library's words to the log. Who runs it: the main
 * thread. Limits: {@code Limits.CONFIGURED_PHONES}, {@code Limits.CONFIGURED_TRUNKS},
 * {@code Limits.CONFIGURED_PROGRAMMES}.
 */
@NullMarked
package org.stillcall.server;

import org.jspecify.annotations.NullMarked;
