/** The same for what is used here. */
declare module "express4" {
  import express from "express";
  export default express;
}
