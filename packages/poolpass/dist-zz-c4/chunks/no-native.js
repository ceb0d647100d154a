// packages/poolpass/src/srp/no-native.ts
var nativeHashing = () => null;
var nativeModPow = () => void 0;
export {
  nativeHashing,
  nativeModPow
};
