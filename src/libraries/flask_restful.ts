import { restful } from './restful.js';

export const library = restful('flask_restful', 'flask-restful', {
  abort: 'flask/restful.js#abort(http_status_code, **members)',
  'fields.Raw': 'class flask/restful-fields.js#Raw(default, attribute)',
  'fields.String': 'class flask/restful-fields.js#StringField(default, attribute)',
  'fields.Integer': 'class flask/restful-fields.js#IntegerField(default, attribute)',
  'fields.Float': 'class flask/restful-fields.js#FloatField(default, attribute)',
  'fields.Boolean': 'class flask/restful-fields.js#BooleanField(default, attribute)',
  'fields.Fixed': 'class flask/restful-fields.js#Fixed(decimals, default, attribute)',
  'fields.Price': 'class flask/restful-fields.js#Fixed(decimals, default, attribute)',
  'fields.DateTime': 'class flask/restful-fields.js#DateTimeField(dt_format, default, attribute)',
  'fields.FormattedString': 'class flask/restful-fields.js#FormattedString(src_str)',
  'fields.Nested': 'class flask/restful-fields.js#Nested(nested, allow_null, default, attribute)',
  'fields.List': 'class flask/restful-fields.js#ListField(cls_or_instance, default, attribute)',
  'fields.MarshallingException': 'class flask/restful-fields.js#MarshallingException',
  marshal: 'flask/restful-fields.js#marshal(data, fields, envelope)',
  marshal_with: 'flask/restful-fields.js#marshalWith(fields, envelope)',
  'reqparse.RequestParser':
    'new flask/reqparse.js#RequestParser(argument_class, namespace_class, trim, bundle_errors) -> flask_restful.reqparse.RequestParser',
});
