// The least a page does that shows something with three: one renderer, one box, one frame. The floor under every first picture.
import { BoxGeometry, Mesh, MeshBasicMaterial, PerspectiveCamera, Scene, WebGLRenderer } from "three";

const renderer = new WebGLRenderer({ antialias: false });
renderer.setSize(innerWidth, innerHeight);
document.body.append(renderer.domElement);
const camera = new PerspectiveCamera(40, innerWidth / innerHeight);
camera.position.z = 4;
const scene = new Scene();
scene.add(new Mesh(new BoxGeometry(), new MeshBasicMaterial({ color: 0x888888 })));
renderer.render(scene, camera);
Object.assign(window, { firstFrames: () => 1 });
