// A page with one call, as the console's own page would make it; the test calls these functions.
let pc;
let track;
let sender;
let ear;
let more = {};
const states = [];

// What the connection is made with besides.
function configure(configuration) {
  more = configuration;
}

async function offer() {
  if (!pc) {
    const mic = await navigator.mediaDevices.getUserMedia({
      audio: { echoCancellation: false, noiseSuppression: false, autoGainControl: false },
    });
    track = mic.getAudioTracks()[0];
    pc = new RTCPeerConnection({ bundlePolicy: "max-bundle", rtcpMuxPolicy: "require", ...more });
    pc.addEventListener("connectionstatechange", () => states.push(pc.connectionState));
    pc.addEventListener("track", (event) => listen(new MediaStream([event.track])));
    const transceiver = pc.addTransceiver(track, { direction: "sendrecv" });
    sender = transceiver.sender;
  }
  await pc.setLocalDescription(await pc.createOffer());
  return pc.localDescription.sdp;
}

async function answer(sdp) {
  await pc.setRemoteDescription({ type: "answer", sdp });
}

function listen(stream) {
  const player = new Audio();
  player.srcObject = stream;
  player.muted = true;
  player.play();
  const context = new AudioContext();
  ear = context.createAnalyser();
  ear.fftSize = 8192;
  context.createMediaStreamSource(stream).connect(ear);
  context.resume();
}

// The loudest frequency that is heard, in hertz, or 0 when it is quiet.
function heard() {
  if (!ear) {
    return 0;
  }
  const levels = new Float32Array(ear.frequencyBinCount);
  ear.getFloatFrequencyData(levels);
  const loudest = levels.indexOf(Math.max(...levels));
  return levels[loudest] > -50 ? (loudest * ear.context.sampleRate) / ear.fftSize : 0;
}

async function stats() {
  const all = [...(await pc.getStats()).values()];
  const of = (type) => all.find((each) => each.type === type) ?? {};
  const pair = all.find((each) => each.selected || each.id === of("transport").selectedCandidatePairId);
  const local = all.find((each) => each.id === pair?.localCandidateId);
  const codec = all.find((each) => each.id === of("inbound-rtp").codecId);
  return {
    received: of("inbound-rtp").packetsReceived ?? 0,
    lost: of("inbound-rtp").packetsLost ?? 0,
    level: of("inbound-rtp").audioLevel ?? 0,
    sent: of("outbound-rtp").packetsSent ?? 0,
    codec: codec?.mimeType ?? "",
    roundTrip: of("remote-inbound-rtp").roundTripTime ?? -1,
    dtls: of("transport").dtlsState ?? "",
    tls: of("transport").tlsVersion ?? "",
    srtp: of("transport").srtpCipher ?? "",
    path: pair?.id ?? "",
    local: `${local?.candidateType} ${local?.relayProtocol}`,
    connection: pc.connectionState,
    states,
  };
}

function press(keys) {
  sender.dtmf.insertDTMF(keys, 100, 70);
}

function mute(on) {
  track.enabled = !on;
}

function restart() {
  pc.restartIce();
}

function leave() {
  pc.close();
}
