// Builds what the desk's pages load: one stylesheet, one script, one more for charts, one icon sprite. Nothing is fetched at run time.
import { build } from "esbuild";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const root = join(here, "../../../../..");
const target = join(here, "../static_build/desk");
mkdirSync(target, { recursive: true });

await build({
  entryPoints: { desk: join(here, "js/desk.js"), charts: join(here, "js/charts.js") },
  bundle: true,
  minify: true,
  sourcemap: false,
  target: "es2020",
  outdir: target,
  legalComments: "eof",
});
await build({
  entryPoints: { desk: join(here, "css/desk.css") },
  bundle: true,
  minify: true,
  outdir: target,
  loader: { ".svg": "dataurl" },
  legalComments: "eof",
});

// The sprite holds exactly the icons listed in icons.txt; a name that Tabler does not know stops the build.
const names = readFileSync(join(here, "icons.txt"), "utf8").split("\n").map((line) => line.trim()).filter(Boolean);
const symbols = names.map((name) => {
  const svg = readFileSync(join(root, "node_modules/@tabler/icons/icons/outline", `${name}.svg`), "utf8");
  const body = svg.replace(/<!--[\s\S]*?-->/g, "").match(/<svg[^>]*>([\s\S]*)<\/svg>/)[1].trim();
  return `<symbol id="${name}" viewBox="0 0 24 24" fill="none" stroke="currentColor" stroke-width="2" stroke-linecap="round" stroke-linejoin="round">${body}</symbol>`;
});
writeFileSync(join(target, "icons.svg"), `<svg xmlns="http://www.w3.org/2000/svg">${symbols.join("")}</svg>\n`);
copyFileSync(join(here, "icon.svg"), join(target, "icon.svg"));
