import { isDigit } from "./ascii";
import { isPlainLabel } from "./label";
import { isMark, markFor } from "./mark";
import { isKnownParameterName } from "./parameter-kind";
import { isHex, skipDigits } from "./quantity";
import { isBareTechnique } from "./technique-value";

/**
 * The value of `-init_hw_device` (`vaapi=va:/dev/dri/renderD128,driver=iHD`): type, number and
 * technical words stay, device names and paths become marks. Linear.
 */
export function sanitizeHardware(text: string): string {
	let out = "";
	let from = 0;
	for (let i = 0; i <= text.length; i++) {
		const joint = i < text.length ? text.charAt(i) : "";
		if (joint !== "" && !JOINTS.includes(joint)) continue;
		const part = text.slice(from, i);
		out += isTechnicalPart(part) ? part : markFor(part);
		out += joint;
		from = i + 1;
	}
	return out;
}

const JOINTS = "=:@,";

const DEVICE_WORDS: ReadonlySet<string> = new Set(
	"hw va cu vk vd qs ocl gpu dev device intel amd nv mfx d3d hw_any hw1 hw0 driver kernel_driver child_device child_device_type vendor_id primary_ctx use_current_ctx iHD i965 radeonsi".split(
		" ",
	),
);

function isTechnicalPart(part: string): boolean {
	return (
		(startsWithDigit(part) ? isDeviceNumber(part) : isBareTechnique(part)) ||
		isMark(part) ||
		DEVICE_WORDS.has(part) ||
		(!startsWithDigit(part) && isPlainLabel(part)) ||
		isKnownParameterName(part)
	);
}

function startsWithDigit(part: string): boolean {
	return isDigit(part.charCodeAt(0));
}

/** `0`, `12`, `0x8086`; more digits could be a part of an address. */
function isDeviceNumber(part: string): boolean {
	return part.startsWith("0x")
		? isHex(part, 2, 1, 4)
		: part.length <= 2 && skipDigits(part, 0) === part.length;
}
