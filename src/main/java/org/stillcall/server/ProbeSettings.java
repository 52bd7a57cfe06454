package org.stillcall.server;

import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.stillcall.base.Label;
import org.stillcall.call.Probing;

/**
 * The test calls of a trunk.
 *
 * @param comesBy the trunk that brings them back; empty where another installation takes them
 * @param number that is called: it is read at each test call, never before
 * @param networkNames what networks may show with numbers of ours
 */
public record ProbeSettings(
        Label trunk,
        Optional<Label> comesBy,
        Optional<ProbeHost> host,
        Path number,
        Probing.Times times,
        List<String> networkNames) {
    public ProbeSettings {
        networkNames = List.copyOf(networkNames);
    }
}
