package org.stillcall.call;

import org.stillcall.base.Label;

/** An interpreter of the centre's own list and how to reach them. */
public record Interpreter(Label name, NearPhone.Sip phone, Label language) {}
