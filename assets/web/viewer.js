// The viewer of a page that Retia wrote: draws the structures of the page with WebGL, turns them, and switches
// them on and off. It loads nothing; geometry and names stand in the page itself.
// Part of Retia, free software under the GNU General Public License, version 3 or later.
"use strict";
(() => {
  const atlas = JSON.parse(document.getElementById("atlas").textContent);
  const canvas = document.getElementById("view");
  const told = document.getElementById("told");
  const gl = canvas.getContext("webgl", { antialias: true, alpha: false, preserveDrawingBuffer: true });
  if (!gl) {
    document.body.classList.add("without-webgl");
    return;
  }
  gl.getExtension("OES_element_index_uint");

  // -- vectors as arrays of three numbers
  const dot = (a, b) => a[0] * b[0] + a[1] * b[1] + a[2] * b[2];
  const cross = (a, b) => [a[1] * b[2] - a[2] * b[1], a[2] * b[0] - a[0] * b[2], a[0] * b[1] - a[1] * b[0]];
  const plus = (a, b, share = 1) => a.map((value, axis) => value + share * b[axis]);
  const unit = (a) => a.map((value) => value / Math.hypot(...a));

  // -- programs: one paints, one paints numbers to tell what is under the pointer
  const VERTEX = `
    attribute vec3 place; attribute vec2 facing; attribute float along;
    uniform mat4 camera; uniform vec3 low, extent; uniform vec3 right, up, back; uniform float length;
    varying vec3 normal; varying float course;
    void main() {
      course = along * length;
      // The normal is folded onto an octahedron: two bytes instead of three numbers.
      vec3 n = vec3(facing, 1.0 - abs(facing.x) - abs(facing.y));
      float under = max(-n.z, 0.0);
      n.x += n.x >= 0.0 ? -under : under;
      n.y += n.y >= 0.0 ? -under : under;
      n = normalize(n);
      normal = vec3(dot(n, right), dot(n, up), dot(n, back));
      gl_Position = camera * vec4(low + extent * place, 1.0);
    }`;
  const PAINT = `
    #ifdef GL_FRAGMENT_PRECISION_HIGH
    precision highp float;
    #else
    precision mediump float;
    #endif
    varying vec3 normal; varying float course; uniform vec3 colour; uniform float opacity, glow;
    uniform vec3 ringColour; uniform vec4 rings; uniform float pitch, soft;
    float ringed(float place, vec2 ends) {
      return clamp((place - ends.x) / soft + 0.5, 0.0, 1.0) - clamp((place - ends.y) / soft + 0.5, 0.0, 1.0);
    }
    void main() {
      float turn = fract(course / pitch);
      vec3 wall = mix(colour, ringColour, ringed(turn, rings.xy) + ringed(turn, rings.zw));
      vec3 n = normalize(normal);
      if (!gl_FrontFacing) n = -n;
      float key = max(dot(n, vec3(-0.46, 0.59, 0.66)), 0.0);
      float fill = max(dot(n, vec3(0.82, 0.0, 0.57)), 0.0);
      float rim = 1.0 - abs(n.z);
      vec3 lit = wall * (0.30 + 0.66 * key + 0.24 * fill) + 0.12 * pow(key, 24.0);
      // A clear body shows its outline more than its face, as glass does.
      float alpha = opacity < 1.0 ? min(opacity * (0.45 + 1.5 * rim * rim), 1.0) : 1.0;
      gl_FragColor = vec4(mix(lit, vec3(0.78, 1.0, 0.4), glow), alpha);
    }`;
  const NUMBER = `
    #ifdef GL_FRAGMENT_PRECISION_HIGH
    precision highp float;
    #else
    precision mediump float;
    #endif
    uniform vec3 colour;
    void main() { gl_FragColor = vec4(colour, 1.0); }`;

  function program(fragment) {
    const made = gl.createProgram();
    for (const [kind, text] of [[gl.VERTEX_SHADER, VERTEX], [gl.FRAGMENT_SHADER, fragment]]) {
      const shader = gl.createShader(kind);
      gl.shaderSource(shader, text);
      gl.compileShader(shader);
      gl.attachShader(made, shader);
    }
    gl.bindAttribLocation(made, 0, "place");
    gl.bindAttribLocation(made, 1, "facing");
    gl.bindAttribLocation(made, 2, "along");
    gl.linkProgram(made);
    if (!gl.getProgramParameter(made, gl.LINK_STATUS)) throw new Error(gl.getProgramInfoLog(made));
    const names = ["camera", "low", "extent", "right", "up", "back", "colour", "opacity", "glow", "length",
      "ringColour", "rings", "pitch", "soft"];
    made.at = Object.fromEntries(names.map((name) => [name, gl.getUniformLocation(made, name)]));
    return made;
  }
  const painting = program(PAINT), numbering = program(NUMBER);

  // -- surfaces: 8 bytes a corner (three numbers of the box, two of the normal), then the triangles; of a vessel
  // with rings then 2 bytes a corner, how far along it lies
  const text = atob(document.getElementById("geometry").textContent.trim());
  const bytes = new Uint8Array(text.length);
  const channels = (colour) => [1, 3, 5].map((at) => parseInt(colour.slice(at, at + 2), 16) / 255);
  for (let at = 0; at < text.length; at++) bytes[at] = text.charCodeAt(at);
  for (const one of atlas.structures) {
    one.corners = gl.createBuffer();
    gl.bindBuffer(gl.ARRAY_BUFFER, one.corners);
    gl.bufferData(gl.ARRAY_BUFFER, bytes.subarray(one.start, one.start + 8 * one.points), gl.STATIC_DRAW);
    const first = one.start + 8 * one.points, width = one.points > 65536 ? 4 : 2;
    one.edges = gl.createBuffer();
    one.kind = width === 4 ? gl.UNSIGNED_INT : gl.UNSIGNED_SHORT;
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, one.edges);
    gl.bufferData(gl.ELEMENT_ARRAY_BUFFER, bytes.subarray(first, first + 3 * width * one.triangles), gl.STATIC_DRAW);
    if (one.rings) {
      one.ways = gl.createBuffer();
      gl.bindBuffer(gl.ARRAY_BUFFER, one.ways);
      gl.bufferData(gl.ARRAY_BUFFER, bytes.subarray(one.rings.start, one.rings.start + 2 * one.points), gl.STATIC_DRAW);
      one.ringRgb = channels(one.rings.colour);
      // A ring from nowhere to nowhere is none.
      one.ends = [...one.rings.ends, 2, 2].slice(0, 4);
    }
    one.middle = plus(one.low, one.extent, 0.5);
    one.rgb = channels(one.colour);
  }

  // -- what is shown
  const words = new URLSearchParams(location.hash.slice(1));
  const hidden = new Set((words.get("hide") || "").split(",").filter(Boolean));
  let names = words.get("names") === "latin" ? "latin" : "english";
  let chosen = -1;
  const isShown = (one) => !hidden.has(one.group);
  const named = (one) => `${(names === "latin" && one.latin) || one.english} · ${one.evidence}`;

  // -- the eye: a direction, an upward and a centre, and the height of the picture in the plane of the centre
  const ANGLE = (atlas.view.angle * Math.PI) / 180;
  const aspect = () => canvas.width / Math.max(canvas.height, 1);
  let eye;
  function home() {
    const back = unit(atlas.view.direction), up = unit(atlas.view.up), right = cross(up, back);
    // On an upright screen what was seen at the sides stays in sight.
    const wider = Math.max((atlas.view.aspect || 1) / aspect(), 1);
    eye = { back, up, centre: atlas.view.centre, height: atlas.view.height && atlas.view.height * wider };
    if (eye.height) return;
    let low = [Infinity, Infinity, Infinity], high = [-Infinity, -Infinity, -Infinity];
    for (const one of atlas.structures) {
      for (let corner = 0; corner < 8; corner++) {
        const at = one.low.map((value, axis) => value + ((corner >> axis) & 1) * one.extent[axis]);
        [right, up, back].forEach((axis, number) => {
          low[number] = Math.min(low[number], dot(at, axis));
          high[number] = Math.max(high[number], dot(at, axis));
        });
      }
    }
    const size = high.map((value, axis) => value - low[axis]);
    const middle = high.map((value, axis) => (value + low[axis]) / 2);
    eye.centre = [0, 1, 2].map((axis) => middle[0] * right[axis] + middle[1] * up[axis] + middle[2] * back[axis]);
    const near = atlas.view.parallel ? 0 : size[2] * Math.tan(ANGLE / 2), taken = covered();
    eye.height = (Math.max(size[1], size[0] / aspect() / (1 - taken)) + near) / atlas.view.zoom;
    if (atlas.view.zoom > 1) return;
    // What would lie under the switches moves aside, and only as far as needed.
    const wide = eye.height * aspect(), aside = Math.max(taken * wide - (wide - size[0] - near) / 2, 0);
    eye.centre = eye.centre.map((value, axis) => value - aside * right[axis]);
  }

  // The share of the width at the left that the open switches take; none where they leave too little beside them.
  function covered() {
    const panel = document.getElementById("panel");
    const share = panel.open ? panel.getBoundingClientRect().right / Math.max(canvas.clientWidth, 1) : 0;
    return share < 0.5 ? share : 0;
  }

  function camera() {
    const right = cross(eye.up, eye.back), { up, back, centre, height } = eye;
    const far = 4000, distance = height / 2 / Math.tan(ANGLE / 2);
    const x = -dot(right, centre), y = -dot(up, centre), z = -dot(back, centre);
    const wide = 2 / (height * aspect()), tall = 2 / height;
    let rows;
    if (atlas.view.parallel) {
      rows = [[...right, x].map((v) => v * wide), [...up, y].map((v) => v * tall),
        [...back, z].map((v) => -v / far), [0, 0, 0, 1]];
    } else {
      const nearest = Math.max(distance - far, 1), farthest = distance + far;
      const a = (farthest + nearest) / (farthest - nearest), b = (2 * farthest * nearest) / (farthest - nearest);
      const depth = [-back[0], -back[1], -back[2], distance - z];
      rows = [[...right, x].map((v) => v * wide * distance), [...up, y].map((v) => v * tall * distance),
        depth.map((v, column) => a * v - (column === 3 ? b : 0)), depth];
    }
    return new Float32Array([0, 1, 2, 3].flatMap((column) => rows.map((row) => row[column])));
  }

  function use(made) {
    gl.useProgram(made);
    gl.uniformMatrix4fv(made.at.camera, false, camera());
    gl.uniform3fv(made.at.right, cross(eye.up, eye.back));
    gl.uniform3fv(made.at.up, eye.up);
    gl.uniform3fv(made.at.back, eye.back);
    // Powers of two, so that rings stay where they are while one goes nearer, until every other one is due.
    const pitch = 2 ** Math.ceil(Math.log2(eye.height / 64));
    gl.uniform1f(made.at.pitch, pitch);
    gl.uniform1f(made.at.soft, (1.5 * eye.height) / canvas.height / pitch);
  }

  function draw(made, one, colour) {
    gl.bindBuffer(gl.ARRAY_BUFFER, one.corners);
    gl.enableVertexAttribArray(0);
    gl.enableVertexAttribArray(1);
    gl.vertexAttribPointer(0, 3, gl.UNSIGNED_SHORT, true, 8, 0);
    gl.vertexAttribPointer(1, 2, gl.BYTE, true, 8, 6);
    gl.bindBuffer(gl.ELEMENT_ARRAY_BUFFER, one.edges);
    gl.uniform3fv(made.at.low, one.low);
    gl.uniform3fv(made.at.extent, one.extent);
    gl.uniform3fv(made.at.colour, colour);
    if (one.rings) {
      gl.bindBuffer(gl.ARRAY_BUFFER, one.ways);
      gl.enableVertexAttribArray(2);
      gl.vertexAttribPointer(2, 1, gl.UNSIGNED_SHORT, true, 2, 0);
      gl.uniform3fv(made.at.ringColour, one.ringRgb);
    } else {
      gl.disableVertexAttribArray(2);
    }
    gl.uniform1f(made.at.length, one.rings ? one.rings.length : 0);
    gl.uniform4fv(made.at.rings, one.rings ? one.ends : [2, 2, 2, 2]);
    gl.drawElements(gl.TRIANGLES, 3 * one.triangles, one.kind, 0);
  }

  function paint() {
    gl.viewport(0, 0, canvas.width, canvas.height);
    gl.clearColor(...atlas.backdrop, 1);
    gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
    gl.enable(gl.DEPTH_TEST);
    use(painting);
    const visible = atlas.structures.filter(isShown);
    const far = (one) => dot(one.middle, eye.back);
    const clear = visible.filter((one) => one.opacity < 1).sort((a, b) => far(a) - far(b));
    const layer = (one) => {
      gl.uniform1f(painting.at.opacity, one.opacity);
      gl.uniform1f(painting.at.glow, atlas.structures[chosen] === one ? 0.55 : 0);
      draw(painting, one, one.rgb);
    };
    visible.filter((one) => one.opacity >= 1).forEach(layer);
    // Clear bodies neither hide each other nor what is in them: far walls of all first, then near ones.
    gl.enable(gl.BLEND);
    gl.blendFunc(gl.SRC_ALPHA, gl.ONE_MINUS_SRC_ALPHA);
    gl.depthMask(false);
    gl.enable(gl.CULL_FACE);
    for (const side of [gl.FRONT, gl.BACK]) {
      gl.cullFace(side);
      clear.forEach(layer);
    }
    gl.disable(gl.CULL_FACE);
    gl.depthMask(true);
    gl.disable(gl.BLEND);
    document.documentElement.dataset.drawn = visible.length;
  }

  let isAsked = false;
  function ask() {
    if (isAsked) return;
    isAsked = true;
    requestAnimationFrame(() => { isAsked = false; paint(); });
  }

  // -- the structure at a place: each is painted in its number, solid ones first
  function under(x, y) {
    const scale = canvas.width / canvas.clientWidth, seen = new Uint8Array(4);
    gl.disable(gl.BLEND);
    use(numbering);
    for (const isClear of [false, true]) {
      gl.clearColor(0, 0, 0, 1);
      gl.clear(gl.COLOR_BUFFER_BIT | gl.DEPTH_BUFFER_BIT);
      atlas.structures.forEach((one, index) => {
        if (!isShown(one) || one.opacity < 1 !== isClear) return;
        const number = index + 1;
        draw(numbering, one, [(number & 255) / 255, ((number >> 8) & 255) / 255, 0]);
      });
      gl.readPixels(Math.round(x * scale), Math.round(canvas.height - 1 - y * scale), 1, 1, gl.RGBA, gl.UNSIGNED_BYTE, seen);
      const number = seen[0] + 256 * seen[1];
      if (number) return number - 1;
    }
    return -1;
  }

  // -- mouse, fingers and keys
  const about = (v, axis, angle) => {
    const cosine = Math.cos(angle), sine = Math.sin(angle);
    const across = cross(axis, v), along = dot(axis, v) * (1 - cosine);
    return v.map((value, at) => value * cosine + across[at] * sine + axis[at] * along);
  };
  function turn(rightward, upward) {
    const upside = eye.up[2] < -1e-6 ? -1 : 1;
    const spin = (v) => about(v, [0, 0, 1], -upside * rightward);
    eye.back = unit(spin(eye.back));
    eye.up = unit(spin(eye.up));
    const right = cross(eye.up, eye.back);
    // Stops where one looks straight down or up, so that the column stays upright.
    const tip = Math.max(-1.6, Math.min(1.6, upward)), tipped = about(eye.up, right, tip);
    if (tipped[2] * upside < 0.02) return;
    eye.back = unit(about(eye.back, right, tip));
    eye.up = unit(cross(eye.back, right));
  }
  const move = (x, y) => {
    const size = eye.height / canvas.clientHeight;
    eye.centre = plus(plus(eye.centre, cross(eye.up, eye.back), -x * size), eye.up, y * size);
  };
  const zoom = (factor) => { eye.height = Math.min(Math.max(eye.height / factor, 2), 4000); };

  const fingers = new Map();
  let way = 0;
  canvas.addEventListener("pointerdown", (event) => {
    canvas.setPointerCapture(event.pointerId);
    fingers.set(event.pointerId, [event.clientX, event.clientY]);
    way = fingers.size > 1 ? 99 : 0;
  });
  canvas.addEventListener("pointermove", (event) => {
    const before = fingers.get(event.pointerId);
    if (!before) return;
    const now = [event.clientX, event.clientY], x = now[0] - before[0], y = now[1] - before[1];
    way += Math.abs(x) + Math.abs(y);
    if (fingers.size === 2) {
      const [other] = [...fingers].filter(([id]) => id !== event.pointerId).map(([, place]) => place);
      const span = (place) => Math.hypot(place[0] - other[0], place[1] - other[1]);
      zoom(span(now) / Math.max(span(before), 1));
      move(x / 2, y / 2);
    } else if (event.shiftKey || event.buttons & 6) {
      move(x, y);
    } else {
      turn(x * 0.008, -y * 0.008);
    }
    fingers.set(event.pointerId, now);
    ask();
  });
  for (const kind of ["pointerup", "pointercancel"]) {
    canvas.addEventListener(kind, (event) => {
      fingers.delete(event.pointerId);
      if (kind === "pointerup" && way < 5) choose(under(event.offsetX, event.offsetY));
    });
  }
  canvas.addEventListener("wheel", (event) => {
    event.preventDefault();
    zoom(Math.exp(-event.deltaY * (event.deltaMode ? 0.03 : 0.001)));
    ask();
  }, { passive: false });
  canvas.addEventListener("contextmenu", (event) => event.preventDefault());
  canvas.addEventListener("dblclick", () => { home(); ask(); });
  canvas.addEventListener("keydown", (event) => {
    const step = {
      ArrowLeft: () => turn(-0.1, 0), ArrowRight: () => turn(0.1, 0), ArrowUp: () => turn(0, -0.1),
      ArrowDown: () => turn(0, 0.1), "+": () => zoom(1.1), "-": () => zoom(1 / 1.1), Home: home,
    }[event.key];
    if (!step) return;
    event.preventDefault();
    step();
    ask();
  });

  // -- switches and words
  function choose(index) {
    chosen = index;
    tell();
    ask();
  }
  function tell() {
    told.textContent = chosen < 0 ? "" : named(atlas.structures[chosen]);
    document.querySelectorAll("[data-english]").forEach((each) => {
      each.textContent = (names === "latin" && each.dataset.latin) || each.dataset.english;
      each.lang = names === "latin" && each.dataset.latin ? "la" : "en";
    });
  }
  document.querySelectorAll("input[data-group]").forEach((box) => {
    box.checked = !hidden.has(box.dataset.group);
    box.addEventListener("change", () => {
      if (box.checked) hidden.delete(box.dataset.group);
      else hidden.add(box.dataset.group);
      if (chosen >= 0 && !isShown(atlas.structures[chosen])) chosen = -1;
      tell();
      ask();
    });
  });
  document.querySelectorAll("input[name=names]").forEach((box) => {
    box.checked = box.value === names;
    box.addEventListener("change", () => { names = box.value; tell(); });
  });

  function fit() {
    const scale = Math.min(window.devicePixelRatio || 1, 2);
    canvas.width = Math.round(canvas.clientWidth * scale);
    canvas.height = Math.round(canvas.clientHeight * scale);
    ask();
  }
  window.addEventListener("resize", fit);
  // On a telephone the switches would lie over the anatomy: a touch on the title brings them.
  if (window.matchMedia("(max-width: 640px)").matches) document.getElementById("panel").open = false;
  canvas.width = canvas.clientWidth;
  canvas.height = canvas.clientHeight;
  home();
  fit();
  tell();
  paint();
})();
