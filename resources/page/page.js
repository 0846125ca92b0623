// Draws the things of the page; whatever they say is text, never markup.
(function (map) {
  "use strict";
  const told = JSON.parse(document.getElementById("things").textContent);
  const turns = { square: [4, 45], diamond: [4, 0], triangle_up: [3, -90], triangle_down: [3, 90] };

  function polygon(ctx, x, y, r, corners, turned) {
    for (let n = 0; n < corners; n += 1) {
      const angle = ((360 / corners) * n + turned) * (Math.PI / 180);
      ctx[n ? "lineTo" : "moveTo"](x + r * Math.cos(angle), y + r * Math.sin(angle));
    }
    ctx.closePath();
  }

  function star(ctx, x, y, r, points, inner, turned) {
    for (let n = 0; n < points * 2; n += 1) {
      const angle = ((180 / points) * n + turned) * (Math.PI / 180);
      const reach = n % 2 ? r * inner : r;
      ctx[n ? "lineTo" : "moveTo"](x + reach * Math.cos(angle), y + reach * Math.sin(angle));
    }
    ctx.closePath();
  }

  function trace(ctx, symbol, x, y, r) {
    ctx.beginPath();
    if (turns[symbol]) polygon(ctx, x, y, r * 1.25, turns[symbol][0], turns[symbol][1]);
    else if (symbol === "star") star(ctx, x, y, r * 1.4, 5, 0.45, -90);
    else if (symbol === "cross") star(ctx, x, y, r * 1.4, 4, 0.4, -90);
    else if (symbol === "saltire") star(ctx, x, y, r * 1.4, 4, 0.4, -45);
    else ctx.arc(x, y, r, 0, Math.PI * 2);
  }

  const Mark = L.CircleMarker.extend({
    _updatePath: function () {
      const renderer = this._renderer;
      if (!renderer._drawing || this._empty()) return;
      const at = this._point;
      trace(renderer._ctx, this.options.symbol, at.x, at.y, this._radius);
      renderer._fillStroke(renderer._ctx, this);
    },
  });

  function line(parent, words, className) {
    const element = document.createElement("div");
    element.textContent = words;
    if (className) element.className = className;
    parent.appendChild(element);
    return element;
  }

  function card(values) {
    const box = document.createElement("div");
    values.forEach(function (value, n) {
      if (value !== null && value !== "") line(box, told.fields[n] + ": " + value);
    });
    return box;
  }

  function mark(at, group) {
    return new Mark([at[1], at[0]], {
      symbol: group.symbol,
      radius: told.dense ? 3 : 5,
      stroke: !told.dense,
      color: told.casing,
      weight: 1,
      fillColor: group.color,
      fillOpacity: told.dense ? 0.35 : 0.95,
    });
  }

  function shape(geometry, group) {
    const style = { color: group.color, weight: 3, fillColor: group.color, fillOpacity: 0.25 };
    return L.geoJSON(geometry, {
      style: style,
      pointToLayer: function (feature) { return mark(feature.geometry.coordinates, group); },
    });
  }

  told.ground.forEach(function (layer) {
    const lines = layer.lines.length ? layer.lines : [[layer.fill, 0]];
    lines.forEach(function (stroke) {
      const style = {
        stroke: stroke[1] > 0,
        color: stroke[0],
        weight: stroke[1],
        opacity: 1,
        fill: layer.fill !== null,
        fillColor: layer.fill,
        fillOpacity: 1,
      };
      L.geoJSON(layer.shapes, { style: style, interactive: false }).addTo(map);
    });
  });

  told.things.forEach(function (thing) {
    const group = told.groups[thing[1]];
    const drawn = Array.isArray(thing[0]) ? mark(thing[0], group) : shape(thing[0], group);
    drawn.bindTooltip(function () { return card(thing[2]); });
    drawn.addTo(map);
  });

  function key(group) {
    const swatch = document.createElement("canvas");
    swatch.width = swatch.height = 16;
    const ctx = swatch.getContext("2d");
    trace(ctx, group.symbol, 8, 8, 5);
    ctx.fillStyle = group.color;
    ctx.fill();
    return swatch;
  }

  const panel = document.createElement("div");
  panel.id = "panel";
  if (told.sample) line(panel, told.sample, "sample");
  line(panel, told.title, "title");
  line(panel, told.what);
  if (told.when) line(panel, told.when);
  told.groups.forEach(function (group) {
    const row = line(panel, "", "group");
    row.appendChild(key(group));
    row.appendChild(document.createTextNode(group.name));
  });
  line(panel, told.made, "made");
  document.body.appendChild(panel);
  map.fitBounds(told.bounds);
  L.control.scale({ imperial: false }).addTo(map);
  document.body.dataset.drawn = String(told.things.length);
})(MAP);
