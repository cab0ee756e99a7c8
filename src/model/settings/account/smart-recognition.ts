import { type SettingDef, setting } from '../../define.ts';

/** Settings of Zoom's section `smart_recognition`, as the API documents and live answers name them. */
export const SMART_RECOGNITION_SETTINGS: readonly SettingDef[] = [
  setting('smart_recognition.personalized_audio_isolation', 'boolean', "The app learns a user's voice and filters out other sounds."),
  setting('smart_recognition.workplace_app.voice_name_tags.allow_enrollment_email', 'boolean', 'Users may be mailed an invitation to enrol their voice in the app.'),
  setting('smart_recognition.workplace_app.voice_name_tags.enabled', 'boolean', 'Users can enrol their voice in the app, so that speakers are named.'),
  setting('smart_recognition.zoom_rooms.video_name_tags.allow_enrollment_email', 'boolean', 'Users may be mailed an invitation to enrol their face for Zoom Rooms.'),
  setting('smart_recognition.zoom_rooms.video_name_tags.allow_external_identification', 'boolean', 'Zoom Rooms of other organisations can recognise users by face.'),
  setting('smart_recognition.zoom_rooms.video_name_tags.allow_user_photos', 'boolean', 'Profile photos can serve as the sample for recognising faces.'),
  setting('smart_recognition.zoom_rooms.video_name_tags.enabled', 'boolean', 'Users can enrol their face, so that Zoom Rooms name them.'),
  setting('smart_recognition.zoom_rooms.voice_name_tags.allow_enrollment_email', 'boolean', 'Users may be mailed an invitation to enrol their voice for Zoom Rooms.'),
  setting('smart_recognition.zoom_rooms.voice_name_tags.allow_external_identification', 'boolean', 'Zoom Rooms of other organisations can recognise users by voice.'),
  setting('smart_recognition.zoom_rooms.voice_name_tags.enabled', 'boolean', 'Users can enrol their voice, so that Zoom Rooms name them.'),
];
