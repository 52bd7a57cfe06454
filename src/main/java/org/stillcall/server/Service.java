package org.stillcall.server;

import java.util.Optional;
import org.stillcall.base.BlockPool;
import org.stillcall.call.Switchboard;
import org.stillcall.console.PracticeDesk;
import org.stillcall.vault.CallKeys;

/**
 * What runs behind the API once it is wired.
 *
 * @param numbers the pool that every number of a call comes from
 * @param practice the practice carrier's handsets; empty outside the demo
 * @param turn how pages get through networks that let only TCP through
 */
public record Service(
        Switchboard switchboard, CallKeys keys, BlockPool numbers, Optional<PracticeDesk> practice, TurnPorts turn) {}
