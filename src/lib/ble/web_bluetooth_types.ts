/** The part of Web Bluetooth that this folder uses; TypeScript's DOM library does not declare it. */

export interface DeviceFilter {
	readonly namePrefix?: string;
	readonly services?: readonly string[];
}

export interface WebBluetooth {
	getAvailability(): Promise<boolean>;
	requestDevice(options: {
		filters: readonly DeviceFilter[];
		optionalServices: readonly string[];
	}): Promise<WebBluetoothDevice>;
}

export interface WebBluetoothDevice {
	readonly id: string;
	readonly name?: string | undefined;
	readonly gatt?: GattServer | undefined;
}

export interface GattServer {
	readonly connected: boolean;
	connect(): Promise<GattServer>;
	disconnect(): void;
	getPrimaryService(uuid: string): Promise<GattService>;
}

export interface GattService {
	getCharacteristic(uuid: string): Promise<GattCharacteristic>;
}

export interface GattCharacteristic {
	readValue(): Promise<DataView>;
}
