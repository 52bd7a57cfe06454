package org.stillcall.server;

import java.net.URI;
import java.nio.file.Path;
import java.util.Optional;
import org.stillcall.base.Label;

/**
 * Another installation to which our test calls go, and which says what it saw.
 *
 * @param address of its console: https, a host and perhaps a port
 * @param name by which it knows us
 * @param secret by which, too
 * @param authorities PEM certificates that its own has to come from; empty for those that the JDK trusts
 */
public record ProbeHost(URI address, Label name, SecretSource secret, Optional<Path> authorities) {}
