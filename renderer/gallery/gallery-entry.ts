// Which gallery page the address asks for: `page=kit` is the turntable of machine models, anything else the scene on a plant.
// Each page is a module of its own, so that one does not start the other.
const page = new URLSearchParams(location.search).get("page");

if (page === "kit") await import("./kit/kit-page.tsx");
else await import("./gallery.tsx");
