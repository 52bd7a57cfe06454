package org.stillcall.server;

import java.nio.file.Path;
import java.time.Duration;
import org.stillcall.base.Label;

/**
 * Another installation whose test calls come to us.
 *
 * @param name by which it asks
 * @param comesBy the trunk that brings them
 * @param number that it calls: it is read at each test call, never before
 * @param secret what it has to know
 * @param answered how long one is answered for at most
 */
public record ProbeGuest(Label name, Label comesBy, Path number, SecretSource secret, Duration answered) {}
