import { type SettingDef, setting } from '../../define.ts';

/** Settings of Zoom's section `smart_recognition`, as the API documents and live answers name them. */
export const SMART_RECOGNITION_SETTINGS: readonly SettingDef[] = [
  setting('smart_recognition.personalized_audio_isolation', 'boolean', 'Smart recognition: personalized audio isolation, switched on.'),
  setting('smart_recognition.workplace_app.voice_name_tags.allow_enrollment_email', 'boolean', 'Smart recognition: workplace app, voice name tags, allow enrollment email, switched on.'),
  setting('smart_recognition.workplace_app.voice_name_tags.enabled', 'boolean', 'Smart recognition: workplace app, voice name tags, enabled, switched on.'),
  setting('smart_recognition.zoom_rooms.video_name_tags.allow_enrollment_email', 'boolean', 'Smart recognition: Zoom rooms, video name tags, allow enrollment email, switched on.'),
  setting('smart_recognition.zoom_rooms.video_name_tags.allow_external_identification', 'boolean', 'Smart recognition: Zoom rooms, video name tags, allow external identification, switched on.'),
  setting('smart_recognition.zoom_rooms.video_name_tags.allow_user_photos', 'boolean', 'Smart recognition: Zoom rooms, video name tags, allow user photos, switched on.'),
  setting('smart_recognition.zoom_rooms.video_name_tags.enabled', 'boolean', 'Smart recognition: Zoom rooms, video name tags, enabled, switched on.'),
  setting('smart_recognition.zoom_rooms.voice_name_tags.allow_enrollment_email', 'boolean', 'Smart recognition: Zoom rooms, voice name tags, allow enrollment email, switched on.'),
  setting('smart_recognition.zoom_rooms.voice_name_tags.allow_external_identification', 'boolean', 'Smart recognition: Zoom rooms, voice name tags, allow external identification, switched on.'),
  setting('smart_recognition.zoom_rooms.voice_name_tags.enabled', 'boolean', 'Smart recognition: Zoom rooms, voice name tags, enabled, switched on.'),
];
