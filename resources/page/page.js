// Draws the things of the page; whatever they say is text, never markup.
(function (map) {
  "use strict";
  const told = JSON.parse(document.getElementById("things").textContent);

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

  function dot(at, color) {
    return L.circleMarker([at[1], at[0]], {
      radius: told.dense ? 3 : 5,
      stroke: !told.dense,
      color: told.casing,
      weight: 1,
      fillColor: color,
      fillOpacity: told.dense ? 0.35 : 0.95,
    });
  }

  function shape(geometry, color) {
    const style = { color: color, weight: 3, fillColor: color, fillOpacity: 0.25 };
    return L.geoJSON(geometry, { style: style, pointToLayer: function (feature) {
      return dot(feature.geometry.coordinates, color);
    } });
  }

  told.ground.forEach(function (layer) {
    const style = {
      interactive: false,
      color: layer.line,
      weight: layer.weight,
      fillColor: layer.fill,
      fill: layer.fill !== null,
      fillOpacity: 1,
      opacity: 1,
    };
    layer.shapes.forEach(function (geometry) {
      L.geoJSON(geometry, { style: style, interactive: false }).addTo(map);
    });
  });

  told.things.forEach(function (thing) {
    const color = told.groups[thing[1]].color;
    const drawn = Array.isArray(thing[0]) ? dot(thing[0], color) : shape(thing[0], color);
    drawn.bindTooltip(function () { return card(thing[2]); });
    drawn.addTo(map);
  });

  const panel = document.createElement("div");
  panel.id = "panel";
  if (told.sample) line(panel, told.sample, "sample");
  line(panel, told.title, "title");
  line(panel, told.what);
  told.groups.forEach(function (group) {
    const row = line(panel, "", "group");
    const dot = document.createElement("span");
    dot.className = "dot";
    dot.style.background = group.color;
    row.appendChild(dot);
    row.appendChild(document.createTextNode(group.name));
  });
  line(panel, told.made, "made");
  document.body.appendChild(panel);
  if (told.bounds) map.fitBounds(told.bounds);
  L.control.scale({ imperial: false }).addTo(map);
  document.body.dataset.drawn = String(told.things.length);
})(MAP);
