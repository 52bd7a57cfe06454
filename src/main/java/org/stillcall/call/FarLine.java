package org.stillcall.call;

import java.util.List;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;
import org.jspecify.annotations.Nullable;
import org.stillcall.sip.Credential;
import org.stillcall.sip.Hop;
import org.stillcall.trunk.Trunk;

/**
 * A trunk and how to reach it now.
 *
 * @param plus whether its numbers are written with a plus sign (E.164), else with the country code alone
 * @param credential for its challenges, or null
 * @param route where to send an INVITE, in order of trial (RFC 3263)
 * @param up whether it is in service: registered where it must be, answering keep-alives
 */
public record FarLine(
        Trunk trunk, boolean plus, @Nullable Credential credential, Supplier<List<Hop>> route, BooleanSupplier up) {}
