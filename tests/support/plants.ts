// Generated plants for tests and benchmarks. The maker itself lies beside the gallery, because pages may not import tests.
export { generatedPlant, type GeneratedPlantOptions } from "../../renderer/gallery/generated-plant.ts";
